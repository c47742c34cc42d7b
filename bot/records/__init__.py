"""What happened: incoming updates, questions, feedback, what a chat chose. Knows no Telegram library."""
