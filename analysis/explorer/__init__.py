"""What the page in the browser asks and is answered: pure functions, without any web."""
