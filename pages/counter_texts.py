"""What the counter says. The screen itself is JavaScript, so its sentences are handed over as one dict."""
from db.i18n import _


def texts() -> dict[str, str]:
    return {**_top(), **_who(), **_what(), **_agreed(), **_trouble(), **_saved()}


def _top() -> dict[str, str]:
    return {
        'title': _('Annahme'),
        'back': _('Zur Übersicht'),
        'connected': _('verbunden'),
        'disconnected': _('getrennt'),
        'next': _('Nächste Person'),
        'take_back': _('Zurückholen'),
        'lock': _('Sperren'),
        'covered': _('Kurze Pause'),
        'covered_text': _('Das Angefangene ist noch da. Nach 15 Minuten ohne Berührung wird es gelöscht.'),
        'resume': _('Weiter'),
    }


def _who() -> dict[str, str]:
    return {
        'who': _('Wer?'),
        'way': _('Mit oder ohne Namen'),
        'with_name': _('Mit Namen'),
        'without_name': _('Ohne Namen'),
        'nameless_text': _('Von der Person wird nichts gespeichert. Auf dem Schein steht nur die Nummer. '
                           'Wir können nicht anrufen: Bitte den Schein gut aufheben.'),
        'digits': _('Ziffern'),
        'backspace': _('Letzte Ziffer löschen'),
        'matches': _('Schon bekannt'),
        'is_it': _('Diese Nummer kennen wir. Stimmt das?'),
        'who_is_it': _('Diese Nummer kennen wir. Wer ist es?'),
        'somebody_else': _('Jemand anderes'),
        'chosen': _('ist schon bekannt'),
        'change': _('Ändern'),
        'email_hint': _('nur wenn gewünscht'),
    }


def _what() -> dict[str, str]:
    return {
        'what': _('Was?'),
        'item_hint': _('antippen oder schreiben'),
        'often_brought': _('Häufig gebracht'),
        'other_item': _('Anderes …'),
        'category': _('Kategorie'),
        'often_broken': _('Häufige Fehler'),
        'do_not_switch_on': _('Nicht einschalten!'),
        'why': _('Warum?'),
        'reason_hint': _('zum Beispiel: riecht verbrannt'),
        'accessories_hint': _('was liegt dabei?'),
        'responsible': _('Ansprechperson'),
        'nobody_yet': _('noch offen'),
    }


def _agreed() -> dict[str, str]:
    return {
        'agreed': _('Einverstanden?'),
        'later_closed': _('Ohne Namen können wir später niemanden erreichen.'),
        'missing': _('Es fehlt noch: {what}.'),
        'missing_who': _('wer es ist'),
        'missing_name': _('Vorname oder Nachname'),
        'missing_item': _('Gegenstand'),
        'missing_answer': _('die erste Antwort'),
        'missing_here': _('Das fehlt noch.'),
        'look_again': _('Bitte noch einmal hinsehen: „{what}“.'),
        'complete': _('Alles da. Druckt Abholschein und Anhänger.'),
        'print': _('Schein drucken'),
    }


def _trouble() -> dict[str, str]:
    return {
        'too_long': _('Das ist zu lang: höchstens {limit} Zeichen, hier sind es {length}.'),
        'no_connection': _('Keine Verbindung. Alles Getippte bleibt hier. '
                           'Gespeichert und gedruckt wird, sobald sie wieder da ist.'),
        'failed': _('Das hat nicht geklappt. Alles Getippte bleibt hier. Bitte noch einmal tippen.'),
        'logged_out': _('Du bist nicht mehr angemeldet. Alles Getippte bleibt hier.'),
        'log_in': _('Wieder anmelden'),
    }


def _saved() -> dict[str, str]:
    return {
        'saved': _('Gespeichert.'),
        'paper_printing': _('Der Schein wird gedruckt.'),
        'paper_failed': _('Das Drucken hat nicht geklappt. Bitte noch einmal drucken oder den Schein öffnen.'),
        'number': _('Nummer'),
        'nameless': _('Ohne Namen'),
        'nobody_stored': _('Nichts über die Person gespeichert'),
        'again': _('Noch einmal drucken'),
        'open_pdf': _('Schein als PDF öffnen'),
        'open_repair': _('Reparatur öffnen'),
        'differs': _('Ein früherer Versuch war schon angekommen. '
                     'Gespeichert ist dessen Stand, ohne die letzten Änderungen.'),
    }
