"use strict";

// One piece of the page is one article; of several only the one that the address names is shown.
const pieces = [...document.querySelectorAll(".piece")].map(readPiece);
const index = document.getElementById("index");
const told = document.querySelector(".told");
let current = pieces[0];

function readPiece(section) {
  const cards = [...section.querySelectorAll(".card")];
  const piece = { section, cards, marks: [...section.querySelectorAll("mark")], on: null };
  for (const control of section.querySelectorAll("[data-kind]:is(input), [data-sure]")) {
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
    card.querySelector("[data-act=link]").addEventListener("click", () => copyLink(card));
  }
  section.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const card = mark ? cardsOf(piece, mark)[0] : event.target.closest(".card");
    if (card && !event.target.closest("button, a") && !String(getSelection())) select(piece, card, false);
  });
  const details = section.querySelector("details");
  if (details && matchMedia("(max-width: 53.99rem)").matches) details.open = false;
  return piece;
}

function cardsOf(piece, mark) {
  const ids = mark.dataset.quotes.split(" ");
  return piece.cards.filter((card) => !card.hidden && ids.includes(card.dataset.id));
}

function choose(piece) {
  const { section } = piece;
  const speakers = [...section.querySelectorAll("button[aria-pressed=true]")].map((button) => button.dataset.speaker);
  const kinds = [...section.querySelectorAll("input[data-kind]:checked")].map((box) => box.dataset.kind);
  const sure = section.querySelector("[data-sure]");
  section.querySelector("output").textContent = `${sure.value} %`;
  for (const card of piece.cards) {
    const { kind, confidence } = card.dataset;
    const heard = card.dataset.speakers.split(" ");
    card.hidden = !(
      (!speakers.length || speakers.some((speaker) => heard.includes(speaker))) &&
      kinds.includes(kind) &&
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

function copyQuotation(card) {
  return copy(card.querySelector("[data-act=copy]").dataset.text, "Quotation copied");
}

function copyLink(card) {
  const anchor = anchorOf(card) ?? card;
  return copy(`${location.href.split("#")[0]}#${anchor.id}`, "Link copied");
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  c: () => current.on && copyQuotation(current.on),
  l: () => current.on && copyLink(current.on),
  Escape: () => letGo(current),
};
document.addEventListener("keydown", (event) => {
  const typed = event.target.closest("input, select, textarea");
  if (!current || typed || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  keys[event.key]();
  event.preventDefault();
});

function follow() {
  const target = document.getElementById(location.hash.slice(1));
  const piece = pieces.find((one) => target && one.section.contains(target));
  if (index) {
    index.hidden = Boolean(piece);
    for (const one of pieces) one.section.hidden = one !== piece;
  }
  if (piece) current = piece;
  const card = piece?.cards.find((one) => one === target || anchorOf(one) === target);
  if (card) select(piece, card, target !== card);
  else target?.scrollIntoView();
}
addEventListener("hashchange", follow);
follow();
