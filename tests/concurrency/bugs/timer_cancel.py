"""An answer cancels the timer, but the timer's function may already be running: answered and timed out."""

import threading


class Request:
    def __init__(self, timeout):
        self.outcomes = []
        self.finished = False
        self.timer = threading.Timer(timeout, self.time_out)
        self.timer.start()

    def time_out(self):
        if not self.finished:
            self.finished = True
            self.outcomes.append('timed out')

    def answer(self, text):
        self.timer.cancel()
        if not self.finished:
            self.finished = True
            self.outcomes.append(text)


for n_words in range(1, 12):
    request = Request(timeout=0.00005)
    request.answer(' '.join(str(number) for number in range(n_words)))
    request.timer.join()
    assert len(request.outcomes) == 1, request.outcomes
