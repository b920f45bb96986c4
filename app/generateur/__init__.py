"""The low-code generator: what turns a declared table into screens. See README.md beside this file."""
