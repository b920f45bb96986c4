"""Many workers registered at once, from their employer's workbook: its columns, its check, what is kept."""
