"""What cannot be done, told to the person who asked for it."""


class Refus(Exception):
    """What was asked cannot be done; the message is a French sentence that says what to do."""


class ChampRefuse(Refus):
    """What one field of a form says cannot stand; the message is shown beside the field `champ`."""

    def __init__(self, champ: str, phrase: str):
        super().__init__(phrase)
        self.champ = champ
