"""What comes through the one door about learning."""
