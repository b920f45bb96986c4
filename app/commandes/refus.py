"""What a command says when it cannot do what it is asked."""

import click


class CommandeRefusee(click.ClickException):
    """One sentence on the error output, and the exit code."""

    def __init__(self, phrase: str, code: int = 1):
        super().__init__(phrase)
        self.exit_code = code  # type: ignore[misc]  # a class's for click's types, read on the exception

    def show(self, file=None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file, err=True)
