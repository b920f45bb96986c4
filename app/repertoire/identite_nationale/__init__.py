"""The national register of identities (ANID), behind one interface; what it says beside our register."""
