"""Sources as lines: what they say is understood in kiosk/exchange/understanding/."""
