"""Putting the bot to work on a server: backup and restore."""
