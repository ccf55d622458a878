"""An answer and a time-out agree under a lock which of them came first."""

import threading


class Request:
    def __init__(self, timeout):
        self.outcomes = []
        self.lock = threading.Lock()
        self.timer = threading.Timer(timeout, self.time_out)
        self.timer.start()

    def finish(self, outcome):
        with self.lock:
            if not self.outcomes:
                self.outcomes.append(outcome)

    def time_out(self):
        self.finish('timed out')

    def answer(self, text):
        self.timer.cancel()
        self.finish(text)


for n_words in range(1, 12):
    request = Request(timeout=0.00005)
    request.answer(' '.join(str(number) for number in range(n_words)))
    request.timer.join()
    assert len(request.outcomes) == 1, request.outcomes
