# unittest: fixtures in order, sub-tests, expected failures, skips, and what the assertions say.
import io
import unittest
log = []
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): log.append('class')
    @classmethod
    def tearDownClass(cls): log.append('end class')
    def setUp(self):
        log.append('setup ' + self._testMethodName)
        self.addCleanup(log.append, 'cleanup')
    def tearDown(self): log.append('teardown')
    def test_pass(self): self.assertEqual(1 + 1, 2)
    def test_fail(self): self.assertEqual([1, 2, 3], [1, 2, 4], 'lists')
    def test_error(self): {}['missing']
    @unittest.skip('not now')
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail('as expected')
    @unittest.expectedFailure
    def test_unexpected(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, 'inv.*') as cm: int('x')
        self.assertIn('literal', str(cm.exception))
        with self.assertRaises(KeyError): pass
    def test_logs(self):
        import logging
        with self.assertLogs('x', 'INFO') as cm: logging.getLogger('x').warning('hello %s', 1)
        self.assertEqual(cm.output, ['WARNING:x:hello 1'])
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(T).run(result)
print(result, log[:6], log[-2:])
for kind in ('failures', 'errors'):
    for test, text in getattr(result, kind): print(kind, test, '|', [l for l in text.strip().splitlines() if not l.startswith('  ')])
print(result.skipped[0][1], len(result.expectedFailures), len(result.unexpectedSuccesses))
t = T()
for source in ('t.assertTrue(0)', 't.assertIs(1, True)', 't.assertAlmostEqual(1.0, 1.1)', 't.assertIn(1, [])', 't.assertIsNone(0)', 't.assertDictEqual({"a": 1}, {"a": 2})', 't.assertRegex("a", "b")', 't.assertGreater(1, 2)', 't.assertCountEqual("ab", "bc")', 't.assertMultiLineEqual("a\\nb\\n", "a\\nc\\n")', 't.assertRaises(ValueError, int, "1")', 't.assertIsInstance(1, str)', 't.assertTupleEqual((1,), (2,))', 't.assertSetEqual({1}, {2})', 't.assertEqual("x" * 5, "y")', 't.assertFalse([1])', 't.assertNotIn("a", "abc")'):
    try:
        eval(source)
        print('fine')
    except AssertionError as e:
        print(source, '->', e)
stream = io.StringIO()
unittest.TextTestRunner(stream, verbosity=2).run(unittest.TestSuite([T('test_pass'), T('test_skip')]))
print([l for l in stream.getvalue().splitlines() if not l.startswith('Ran')])
