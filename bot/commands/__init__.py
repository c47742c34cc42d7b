"""One module for each sub-command of run_bot.py."""
