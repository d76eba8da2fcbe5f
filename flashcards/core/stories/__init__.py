"""The rules of telling stories: what one holds, what a telling is, and which comes next."""
