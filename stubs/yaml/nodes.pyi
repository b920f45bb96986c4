from typing import Any

from yaml import Mark

class Node:
    start_mark: Mark
    value: Any

class MappingNode(Node):
    value: list[tuple[Node, Node]]

class SequenceNode(Node):
    value: list[Node]
