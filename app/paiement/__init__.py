"""Mobile money: one file an operator behind one interface, and a simulator that speaks their contracts."""
