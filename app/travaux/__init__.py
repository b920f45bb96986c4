"""What is done after the commit: tasks and their worker, e-mails and SMS, stored files.

May import `generateur` and what is below; it imports none of those who ask it for something.
"""
