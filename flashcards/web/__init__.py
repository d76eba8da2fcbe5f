"""The browser's side: parse, call a service, render."""
