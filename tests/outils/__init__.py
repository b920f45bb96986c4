"""What tests share: databases, browsers, people, pages."""
