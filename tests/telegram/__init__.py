"""Facts about the bot in Telegram, told through an emulated Bot API."""
