from collections.abc import Callable, Sequence
from typing import TypeVar, overload

F = TypeVar("F", bound=Callable[..., object])

@overload
def before_request(hook: F) -> F: ...
@overload
def before_request(*, only: Sequence[str]) -> Callable[[F], F]: ...
