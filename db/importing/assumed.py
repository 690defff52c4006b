"""What a row was given because the list does not say it plainly: its state, or the day it came. And what somebody has
to look at: who looks after an item, and whether two are one.

Each row says so in its reason. With sixty rows nobody reads them all, so a sheet says how many there are.
"""
import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from db.i18n import _
from db.importing.responsible import NOBODY, NOBODY_LEFT_OUT
from db.importing.visits import NO_RESULT, NO_STATE, NOT_EXACT
from db.words import State


class Assumed(StrEnum):
    STATE = 'state'
    DAY = 'day'
    HELPER = 'helper'
    TWICE = 'twice'

    @property
    def label(self) -> str:
        return {Assumed.STATE: _('Stand nicht erkannt'), Assumed.DAY: _('Datum gilt als heute'),
                Assumed.HELPER: _('Ansprechperson nicht im Team'), Assumed.TWICE: _('vielleicht doppelt')}[self]


def _sentence(told: str) -> str:
    return re.escape(told.partition('{text}')[0]) + r'(?s:.*?)' + re.escape(
        told.partition('{text}')[2].partition('{state}')[0])


_TODAY = NOT_EXACT[NOT_EXACT.index(';'):]     # as of each sentence about a day that is not said
_NOT_OF_TEAM = (NOBODY.partition('{text}')[0], NOBODY_LEFT_OUT)
_TWICE = _('Doppelt?')      # as each sentence about it begins
_STATE = re.compile(rf'(?:{_sentence(NO_STATE)}|{_sentence(NO_RESULT)})({"|".join(map(re.escape, State))})')


def assumed(reason: str) -> dict[Assumed, str]:
    """What of a row is assumed, and the state that is. The words of a cell that the sentence quotes may be left out."""
    state = _STATE.search(reason)
    found = {Assumed.STATE: state[1]} if state else {}
    found |= {Assumed.DAY: ''} if _TODAY in reason else {}
    found |= {Assumed.HELPER: ''} if any(told in reason for told in _NOT_OF_TEAM) else {}
    return found | ({Assumed.TWICE: ''} if _TWICE in reason else {})


def summed_up(reasons: Iterable[str]) -> str:
    """'6 Stände nicht erkannt (gelten als angenommen), 5 Daten gelten als heute.'"""
    each = [assumed(reason) for reason in reasons]
    count = Counter(what for one in each for what in one)
    states = {one[Assumed.STATE] for one in each if Assumed.STATE in one}
    as_what = (_(' (gilt als {state})') if count[Assumed.STATE] == 1 else _(' (gelten als {state})')).format(
        state=min(states)) if len(states) == 1 else ''
    told = [_said(count[Assumed.STATE], _('1 Stand nicht erkannt'), _('{n} Stände nicht erkannt'), as_what),
            _said(count[Assumed.DAY], _('1 Datum gilt als heute'), _('{n} Daten gelten als heute')),
            _said(count[Assumed.HELPER], _('1 Ansprechperson nicht im Team'), _('{n} Ansprechpersonen nicht im Team')),
            _said(count[Assumed.TWICE], _('1 vielleicht doppelt'), _('{n} vielleicht doppelt'))]
    return ', '.join(filter(None, told)) + '.' if any(told) else ''


def _said(count: int, one: str, several: str, behind: str = '') -> str:
    return (one if count == 1 else several).format(n=count) + behind if count else ''
