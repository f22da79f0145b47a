"use strict";

// One piece of the page is one article; of several only the one that the address names is shown, or one speaker.
const main = document.getElementById("main");
const index = document.getElementById("index");
const told = document.querySelector(".told");
const pieces = [];
const phone = matchMedia("(max-width: 53.99rem)");
let current;
document.documentElement.classList.add("js");
// A notebook shows the page in a frame, to which no link leads.
if (location.protocol === "about:") document.documentElement.classList.add("framed");

// Sections of a long page are compressed, those of many articles together. They are unpacked when they are asked for.
const packed = new Map();
for (const block of document.querySelectorAll("script[data-holds]")) {
  for (const id of block.dataset.holds.split(" ")) packed.set(id, block);
}
const blocks = new Set(packed.values());
const markup = new Map();
const unpacked = new Map();

async function inflate(block) {
  if (markup.has(block)) return markup.get(block);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  markup.set(block, await new Response(stream).text());
  return markup.get(block);
}

async function unpack(block) {
  const text = await inflate(block);
  if (!unpacked.has(block)) {
    const template = document.createElement("template");
    template.innerHTML = text;
    unpacked.set(block, template.content);
  }
  return unpacked.get(block);
}

// The overview is printed with all articles. A print does not wait: what is compressed is inflated before, in idle time.
addEventListener("load", async () => {
  for (const block of blocks) await inflate(block);
});
addEventListener("beforeprint", () => {
  if (!packed.size || index.hidden) return;
  for (const block of blocks) {
    if (block !== packed.get("people")) main.insertAdjacentHTML("beforeend", markup.get(block) ?? "");
  }
});
addEventListener("afterprint", () => {
  for (const section of main.querySelectorAll(":scope > .piece:not([data-brought])")) if (packed.has(section.id)) section.remove();
});

// The section of an id, in the page: it is brought in where it is packed, and taken out again when another one is shown.
async function bring(id) {
  const name = id.startsWith("p-") ? "people" : (id.match(/^a\d+/) ?? [""])[0];
  if (!packed.has(name)) return;
  const content = await unpack(packed.get(name));
  const section = content.getElementById(name === "people" ? id : name);
  if (!section) return;
  takeOut();
  section.dataset.brought = "";
  main.append(section);
  if (section.matches(".piece") && !pieces.some((one) => one.section === section)) pieces.push(readPiece(section));
}

function takeOut() {
  for (const section of main.querySelectorAll(":scope > [data-brought]")) {
    const name = section.matches(".person") ? "people" : section.id;
    unpacked.get(packed.get(name)).append(section);
  }
}

function readPiece(section) {
  const cards = [...section.querySelectorAll(".card")];
  const piece = { section, cards, marks: [...section.querySelectorAll("mark")], on: null };
  for (const control of section.querySelectorAll("[data-kind]:is(input), [data-sure], [data-fails]")) {
    control.addEventListener("input", () => choose(piece));
  }
  for (const button of section.querySelectorAll("button[data-speaker]")) {
    button.addEventListener("click", () => {
      button.ariaPressed = String(button.ariaPressed !== "true");
      choose(piece);
    });
  }
  section.querySelector("[data-act=all]")?.addEventListener("click", () => showAll(piece));
  for (const card of cards) {
    card.querySelector("[data-act=copy]").addEventListener("click", () => copyQuotation(card));
    card.querySelector("[data-act=source]").addEventListener("click", () => copyQuotation(card, true));
    card.querySelector("[data-act=link]").addEventListener("click", () => copyLink(card));
    card.querySelector("[data-act=close]").addEventListener("click", () => letGo(piece));
    swipe(card, () => letGo(piece));
  }
  section.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const card = mark ? cardsOf(piece, mark)[0] : event.target.closest(".card");
    if (event.target.closest("button, a, input, summary") || String(getSelection())) return;
    if (card) select(piece, card, false);
    else if (phone.matches) letGo(piece);
  });
  const details = section.querySelector("details");
  if (details && phone.matches) details.open = false;
  return piece;
}

function cardsOf(piece, mark) {
  const each = mark.dataset.quotes.split(" ").map((id) => piece.cards.find((card) => card.dataset.id === id));
  return each.filter((card) => !card.hidden);
}

function choose(piece) {
  const { section } = piece;
  const speakers = [...section.querySelectorAll("button[aria-pressed=true]")].map((button) => button.dataset.speaker);
  const kinds = [...section.querySelectorAll("input[data-kind]:checked")].map((box) => box.dataset.kind);
  const sure = section.querySelector("[data-sure]");
  const fails = section.querySelector("[data-fails]");
  section.querySelector("output").textContent = `${sure.value} %`;
  for (const card of piece.cards) {
    const { kind, confidence } = card.dataset;
    const heard = card.dataset.speakers.split(" ");
    card.hidden = !(
      (!speakers.length || speakers.some((speaker) => heard.includes(speaker))) &&
      kinds.includes(kind) &&
      (!fails?.checked || card.querySelector(".check.disproved")) &&
      Number(confidence) >= Number(sure.value)
    );
  }
  for (const mark of piece.marks) mark.classList.toggle("off", !cardsOf(piece, mark).length);
  for (const card of piece.cards) numberOf(card)?.classList.toggle("off", card.hidden);
  if (piece.on?.hidden) letGo(piece);
  const shown = piece.cards.filter((card) => !card.hidden).length;
  section.querySelector(".choice [role=status]").textContent = `${shown} of ${piece.cards.length} quotations shown`;
}

function showAll(piece) {
  for (const button of piece.section.querySelectorAll("button[data-speaker]")) button.ariaPressed = "false";
  for (const box of piece.section.querySelectorAll("input[data-kind]")) box.checked = true;
  for (const box of piece.section.querySelectorAll("[data-fails]")) box.checked = false;
  piece.section.querySelector("[data-sure]").value = 0;
  choose(piece);
}

function numberOf(card) {
  return document.querySelector(`a.number[href="#${card.id}"]`);
}

function anchorOf(card) {
  return document.getElementById(card.id.replace(/c(\d+)$/, "q$1"));
}

function letGo(piece) {
  for (const one of piece.section.querySelectorAll(".on")) one.classList.remove("on");
  piece.on = null;
}

// Scrolls the list of cards until the whole card is in view, and the page only where the list reaches beyond the window.
function reveal(card) {
  const list = card.closest(".cards");
  const view = list.getBoundingClientRect();
  const { top, bottom, height } = card.getBoundingClientRect();
  if (top >= Math.max(0, view.top) && bottom <= Math.min(innerHeight, view.bottom)) return;
  // a margin, as browsers scroll by whole pixels
  const end = innerHeight - 8;
  list.scrollTop += top - view.top - Math.max(0, Math.min(view.height / 3, end - view.top - height));
  const now = card.getBoundingClientRect();
  scrollBy({ top: Math.max(0, now.bottom - end) || Math.min(0, now.top), behavior: "instant" });
}

// Leaves the text where the reader has it, unless `follow` asks for the place in the text.
function select(piece, card, follow) {
  letGo(piece);
  piece.on = card;
  current = piece;
  card.classList.add("on");
  for (const mark of piece.marks) mark.classList.toggle("on", mark.dataset.quotes.split(" ").includes(card.dataset.id));
  const anchor = anchorOf(card);
  if (follow && anchor) {
    (anchor.nextElementSibling ?? anchor).scrollIntoView({ block: "center", behavior: "instant" });
    anchor.focus({ preventScroll: true });
  }
  reveal(card);
  try {
    history.replaceState(null, "", `#${anchor ? anchor.id : card.id}`);
  } catch {
    // a frame of a notebook has no address of its own
  }
}

function step(by) {
  const shown = current.cards.filter((card) => !card.hidden);
  if (!shown.length) return;
  const place = current.on ? shown.indexOf(current.on) + by : by > 0 ? 0 : shown.length - 1;
  const card = shown[Math.max(0, Math.min(shown.length - 1, place))];
  select(current, card, true);
  tell(`Quotation ${shown.indexOf(card) + 1} of ${shown.length}, ${card.querySelector(".by").textContent}`);
}

let silence;
function tell(words) {
  clearTimeout(silence);
  told.textContent = words;
  silence = setTimeout(() => (told.textContent = ""), 2500);
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  tell(done);
}

function copyQuotation(card, source) {
  const words = card.querySelector("[data-act=copy]").dataset.text;
  const from = card.querySelector("[data-act=source]").dataset.source;
  return copy(source ? `${words}\n${from}` : words, source ? "Quotation and source copied" : "Quotation copied");
}

// A finger that moves down on a card closes it, unless the card was scrolled.
function swipe(card, close) {
  let start = null;
  card.addEventListener("touchstart", (event) => (start = card.scrollTop ? null : event.touches[0].clientY), { passive: true });
  card.addEventListener("touchend", (event) => {
    if (start !== null && phone.matches && event.changedTouches[0].clientY - start > 60) close();
    start = null;
  });
}

function copyLink(card) {
  const anchor = anchorOf(card) ?? card;
  return copy(`${location.href.split("#")[0]}#${anchor.id}`, "Link copied");
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  c: () => current.on && copyQuotation(current.on),
  s: () => current.on && copyQuotation(current.on, true),
  l: () => current.on && copyLink(current.on),
  Escape: () => letGo(current),
};
document.addEventListener("keydown", (event) => {
  const typed = event.target.closest("input, select, textarea");
  if (!current || typed || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  keys[event.key]();
  event.preventDefault();
});

// Tables are sorted by a click on a heading: numbers from the largest, words and dates from the first.
for (const table of document.querySelectorAll(".sortable")) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sort(table, heading));
  }
}

function sort(table, heading) {
  const rows = [...table.tBodies[0].rows];
  const value = (row) => row.cells[heading.cellIndex].textContent;
  const number = (row) => parseFloat(value(row).replace(/,/g, ""));
  const numeric = rows.every((row) => /^[\d,.]+(\s?%)?$/.test(value(row)));
  const wanted = { ascending: "descending", descending: "ascending" }[heading.ariaSort] ?? (numeric ? "descending" : "ascending");
  const order = numeric ? (a, b) => number(a) - number(b) : (a, b) => value(a).localeCompare(value(b));
  rows.sort(wanted === "ascending" ? order : (a, b) => order(b, a));
  for (const other of heading.parentNode.cells) other.ariaSort = null;
  heading.ariaSort = wanted;
  table.tBodies[0].append(...rows);
}

// The search looks through the quotations of all speakers, and lists the first of those that fit.
const MOST = 50;
const form = document.querySelector("form.search");
let sought = 0;
form?.addEventListener("submit", (event) => event.preventDefault());
form?.addEventListener("input", search);

async function search() {
  const asked = ++sought;
  const people = packed.has("people") ? await unpack(packed.get("people")) : document;
  if (asked !== sought) return;
  const control = (name) => form.querySelector(name).value;
  const words = control("[type=search]").toLowerCase().split(/\s+/).filter(Boolean);
  const [from, to, kind, polarity] = ["[data-from]", "[data-to]", "[data-kind]", "[data-polarity]"].map(control);
  const sure = Number(control("[data-sure]"));
  const list = form.querySelector(".results");
  const any = words.length || from || to || kind || polarity || sure;
  const found = [];
  for (const person of any ? people.querySelectorAll(".person") : []) {
    for (const said of person.querySelectorAll(".said")) {
      const { day, confidence } = said.dataset;
      if ((from && !(day >= from)) || (to && (!day || day > to)) || Number(confidence) < sure) continue;
      if ((kind && said.dataset.kind !== kind) || (polarity && said.dataset.polarity !== polarity)) continue;
      const text = `${person.dataset.name} ${said.textContent}`.toLowerCase();
      if (words.every((word) => text.includes(word))) found.push([person, said]);
    }
  }
  list.replaceChildren(...found.slice(0, MOST).map(([person, said]) => result(person, said)));
  list.hidden = !found.length;
  const more = found.length > MOST ? `, the first ${MOST} shown` : "";
  form.querySelector("[role=status]").textContent = any ? `${found.length} quotation${found.length === 1 ? "" : "s"}${more}` : "";
}

function result(person, said) {
  const item = document.importNode(said, true);
  const name = document.createElement("a");
  name.href = person.dataset.page;
  name.textContent = person.dataset.name;
  name.dir = "auto";
  item.prepend(name);
  return item;
}

async function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  await bring(id);
  if (packed.size && !main.querySelector(`[data-brought]`)?.contains(document.getElementById(id))) takeOut();
  const target = document.getElementById(id);
  const piece = pieces.find((one) => target && one.section.isConnected && one.section.contains(target));
  const person = target?.closest(".person");
  if (index) {
    index.hidden = Boolean(piece ?? person);
    for (const one of main.querySelectorAll(":scope > .piece, :scope > .person")) {
      one.hidden = one !== piece?.section && one !== person;
    }
  }
  current = piece ?? (index ? undefined : pieces[0]);
  const card = piece?.cards.find((one) => one === target || anchorOf(one) === target);
  if (card) select(piece, card, target !== card);
  else if (index && !index.contains(target)) scrollTo(0, 0);
  else target?.scrollIntoView();
}

for (const section of main.querySelectorAll(".piece")) pieces.push(readPiece(section));
addEventListener("hashchange", follow);
follow();
