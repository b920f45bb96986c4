"""What is done after the commit: tasks and their worker, mail, stored files."""
