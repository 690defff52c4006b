"""Which passwords are accepted (S5, after NIST SP 800-63B-4): length counts, composition does not."""
import re
from itertools import pairwise

from db.errors import Refused
from db.folding import fold
from db.i18n import _

SHORTEST, LONGEST = 12, 128
# What people choose when told "at least twelve": whole words and their repetitions; digits and signs around them
# are ignored in the comparison.
_COMMON = frozenset("""
passwort passwortpasswort password passwordpassword kennwort kennwortkennwort geheim geheimgeheim hallo hallohallo
halloduda qwertz qwertzuiop qwertzuiopu qwertzuiopasdfghjkl qwerty qwertyuiop qwertyuiopasdf asdfghjkl yxcvbnm
repaircafe repaircafé reparaturcafe kontaktbuch willkommen willkommenwillkommen welcome welcomewelcome letmein
iloveyou ichliebedich schatzschatz sommer winter fruehling herbst fussball administrator admin adminadmin
changeme changemechangeme test testtest testtesttest testpasswort anmelden einloggen passwortvergessen meinpasswort
dasistgeheim dasistmeinpasswort supergeheim masterpasswort masterpassword trustno1 abcdefghijkl abcdefghijklm
""".split())  # noqa: SIM905  sixty quoted words are no easier to read


def check_password(password: str, name: str = '') -> None:
    """Raises `Refused` (field `password`) for one that is too short, too long or easily guessed."""
    if not password.isprintable() and re.search(r'[\ud800-\udfff\x00]', password):
        raise Refused(_('Darin steht ein Zeichen, das sich nicht verwenden lässt.'), 'password')
    if len(password) < SHORTEST:
        raise Refused(_('Das Passwort braucht mindestens {n} Zeichen, besser 15. Zum Beispiel vier Wörter.')
                      .format(n=SHORTEST), 'password')
    if len(password) > LONGEST:
        raise Refused(_('Das Passwort darf höchstens {n} Zeichen haben.').format(n=LONGEST), 'password')
    if _is_common(password) or _is_run(password) or _is_name(password, name):
        raise Refused(_('Dieses Passwort ist leicht zu erraten. Bitte ein anderes, zum Beispiel vier Wörter.'),
                      'password')


def _is_common(password: str) -> bool:
    return re.sub(r'[\W\d_]', '', fold(password)) in _COMMON or fold(password) in _COMMON


def _is_run(password: str) -> bool:
    """'aaaaaaaaaaaa', '123456789012', 'abababababab'."""
    steps = {ord(b) - ord(a) for a, b in pairwise(password)}
    return len(set(password.casefold())) <= 2 or len(steps - {-9}) <= 1


def _is_name(password: str, name: str) -> bool:
    """The name of the account and nothing but digits and signs around it, however often."""
    return bool(fold(name)) and not re.sub(r'[\W\d_]', '', fold(password).replace(fold(name), ''))
