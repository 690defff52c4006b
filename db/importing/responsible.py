"""Who looks after an item, once it is known who of the team comes in."""
from db.i18n import _
from db.importing.drafts import Line, RepairDraft
from db.importing.notes import NOTE_LIMIT
from db.importing.team import Team, is_one_name

SEVERAL = _(' Als Ansprechperson passen mehrere aus dem Team; „{text}“ steht in der Notiz.')
NOBODY = _(' Als Ansprechperson passt niemand aus dem Team; „{text}“ steht in der Notiz.')
NOBODY_LEFT_OUT = _(' Die Ansprechperson steht nicht auf der Teamliste und bleibt weg.')
SEVERAL_LEFT_OUT = _(' Als Ansprechperson passen mehrere aus dem Team: Sie bleibt weg.')


def resolve(draft: RepairDraft, line: Line, team: Team) -> None:
    """A repair without a person gets nobody's name in its note (D1); any other gets what is plainly one name we do not
    know or that fits several, unless it is that of somebody who may not be stored."""
    if not draft.wanted:
        return
    member = team.find(draft.wanted)
    if member is not None:
        draft.links['responsible'] = member
        if '(' not in draft.wanted:
            return
    if team.fits_several(draft.wanted):
        if 'person' not in draft.links or not team.is_one_of_several(draft.wanted):
            line.reason += SEVERAL_LEFT_OUT
        elif _note(draft, line):
            line.reason += SEVERAL.format(text=draft.wanted)
    elif member is None and team.is_absent(draft.wanted):
        line.reason += _(' Die Ansprechperson darf nicht gespeichert werden und bleibt weg.')
    elif 'person' not in draft.links or not is_one_name(draft.wanted):
        line.reason += '' if member else NOBODY_LEFT_OUT
    elif _note(draft, line) and member is None:
        line.reason += NOBODY.format(text=draft.wanted)


def _note(draft: RepairDraft, line: Line) -> bool:
    note = '\n'.join(filter(None, (draft.values['note'], f'{draft.heading}: {draft.wanted}')))
    if len(note) > NOTE_LIMIT:
        line.reason += _(' Die Ansprechperson passt nicht mehr in die Notiz.')
        line.cut = True
        return False
    draft.values['note'] = note
    return True
