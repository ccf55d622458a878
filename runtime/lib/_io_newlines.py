"""io.IncrementalNewlineDecoder: ends of lines, in text that comes in pieces."""

_SEEN = {0: None, 1: '\n', 2: '\r', 3: ('\r', '\n'), 4: '\r\n', 5: ('\n', '\r\n'), 6: ('\r', '\r\n'),
         7: ('\r', '\n', '\r\n')}


class IncrementalNewlineDecoder:
    """Notes which ends of lines a text has, and with translate makes each of them a newline.

    `decoder` decodes the pieces first; None: they are text already. A carriage return at the end of a piece is kept
    back: a line feed may follow.
    """

    __module__ = '_io'

    def __init__(self, decoder, translate, errors='strict'):
        self.decoder = decoder
        self.translate = bool(translate)
        self.errors = errors
        self._seen = 0
        self._has_return = False

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if not isinstance(text, str):
            raise TypeError(f'decoder should return a string result, not {type(text).__name__!r}')
        if self._has_return and (text or final):
            text = '\r' + text
            self._has_return = False
        if text.endswith('\r') and not final:
            text = text[:-1]
            self._has_return = True
        pairs = text.count('\r\n')
        returns = text.count('\r') - pairs
        feeds = text.count('\n') - pairs
        self._seen |= (feeds and 1) | (returns and 2) | (pairs and 4)
        if self.translate:
            if pairs:
                text = text.replace('\r\n', '\n')
            if returns:
                text = text.replace('\r', '\n')
        return text

    def getstate(self):
        data, flag = (b'', 0) if self.decoder is None else self.decoder.getstate()
        return data, flag << 1 | self._has_return

    def setstate(self, state):
        data, flag = state
        self._has_return = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((data, flag >> 1))

    def reset(self):
        self._seen = 0
        self._has_return = False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        return _SEEN[self._seen]
