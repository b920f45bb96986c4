from collections.abc import Mapping
from typing import Any

from yaml.nodes import Node

class Mark:
    line: int

class YAMLError(Exception): ...

class MarkedYAMLError(YAMLError):
    problem_mark: Mark | None

class SafeLoader: ...

def safe_load(stream: str) -> Any: ...
def safe_dump(data: Mapping[str, Any], *, allow_unicode: bool, sort_keys: bool) -> str: ...
def compose(stream: str, Loader: type[SafeLoader]) -> Node | None: ...
