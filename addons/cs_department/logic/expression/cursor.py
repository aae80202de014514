"""Walking along the tokens, and the errors for what stands in the wrong place."""

from .errors import ExpressionError
from .lexing import Token, tokenize


class Cursor:
    """The tokens of a text, the place reached, and the brackets still open."""

    def __init__(self, text: str) -> None:
        """Read ``text``; raises ExpressionError like ``tokenize``."""
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.open: list[Token] = []

    @property
    def token(self) -> Token:
        """Return the token reached."""
        return self.tokens[self.at]

    def _take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def _at_end(self) -> bool:
        return self.token.kind == "end"

    def _ahead(self, offset: int) -> Token:
        return self.tokens[min(self.at + offset, len(self.tokens) - 1)]

    @staticmethod
    def _is(token: Token, *values: str) -> bool:
        return token.kind in ("symbol", "word") and token.value in values

    def _shown(self, token: Token) -> str:
        typed = self.text[token.start : token.stop]
        return typed if len(typed) <= 40 else typed[:39] + "…"

    def _leftover(self) -> ExpressionError:
        """Return the error for a token that cannot follow a complete expression."""
        token = self.token
        if token.kind == "end":
            return ExpressionError("unclosed_bracket", self.open[-1].start + 1)
        if self._is(token, ")"):
            return ExpressionError("extra_bracket", token.start + 1)
        if self._is(token, ","):
            self._thousands(inside_call=False)
            return ExpressionError("extra_comma", token.start + 1)
        return ExpressionError(
            "missing_operator", token.start + 1, found=self._shown(token)
        )

    def _missing(self, token: Token) -> ExpressionError:
        """Return the error for a token that cannot begin a value."""
        if token.kind == "end":
            if self.open:
                return ExpressionError("unclosed_bracket", self.open[-1].start + 1)
            return ExpressionError("missing_end", token.start + 1)
        if self._is(token, ")") and not self.open:
            return ExpressionError("extra_bracket", token.start + 1)
        return ExpressionError(
            "missing_operand", token.start + 1, found=self._shown(token)
        )

    def _thousands(self, inside_call: bool) -> None:
        """Refuse 1,000: money must not silently become two arguments."""
        before, comma, after = self._ahead(-1), self.token, self._ahead(1)
        digits = self.text[after.start : after.stop]
        if (
            (before.kind, after.kind) == ("number", "number")
            and (before.stop, comma.stop) == (comma.start, after.start)
            and len(digits.split(".")[0]) == 3
            and (digits.startswith("0") or not inside_call)
        ):
            whole = self.text[before.start : before.stop]
            raise ExpressionError(
                "thousands", before.start + 1, suggestion=whole + digits
            )
