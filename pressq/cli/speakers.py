"""`pressq speakers`: who speaks, how often and how much."""

from pressq.cli.options import RunOptions, SelectionOptions
from pressq.cli.program import command
from pressq.cli.run import quotation_job, reader, run, sharing_cores

__all__ = ["speakers"]


@command("speakers")
def speakers(options: RunOptions, chosen: SelectionOptions) -> None:
    """Print who speaks in articles, how often and how much.

    Several articles are counted together; speakers of the same name are one speaker.

    Examples:
    pressq speakers story.txt
        The speakers of one article, and where in it they speak.
    pressq speakers monday/ -o speakers.csv
        The speakers of a folder, for a spreadsheet.
    pressq speakers --kind direct,mixed 'monday/*.html'
        Only those quoted between quotation marks.
    """
    from pressq.report.speaker_profiles import SpeakerProfiles
    from pressq.report.speaker_profiles import speakers as profiles

    run(
        sharing_cores(options, chosen.threads),
        SpeakerProfiles,
        quotation_job(chosen),
        gather=profiles,
        read=reader(options, chosen.language),
    )
