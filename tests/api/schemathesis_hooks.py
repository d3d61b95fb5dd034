"""What schemathesis is told of our media types: a body of lines goes as the text that it is."""

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()
