# email: building, printing and parsing messages.
from email.message import EmailMessage
from email import message_from_string, policy
from email.utils import formataddr, parseaddr, format_datetime, parsedate_to_datetime, getaddresses
from email.header import Header, decode_header
import datetime
m = EmailMessage()
m['Subject'], m['From'], m['To'] = 'Grüße', 'Ann <ann@example.com>', 'bob@example.com, Ä <c@example.com>'
m.set_content('Hello\nwörld\n')
m.add_alternative('<p>Hello</p>', subtype='html')
m.add_attachment(b'\0\1data', maintype='application', subtype='octet-stream', filename='f.bin')
print(m.get_content_type(), [p.get_content_type() for p in m.walk()], m['subject'], m['to'].addresses[1].display_name, m.get_body().get_content(), [a.get_filename() for a in m.iter_attachments()])
text = 'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nFrom: x@y.z\nX-Long: a\n b\n\nbody line 1\nbody line 2\n'
p = message_from_string(text, policy=policy.default)
print(p['subject'], p['from'], repr(p['x-long']), p.get_payload(), p.keys(), p.get('nope', 'default'), p.is_multipart(), 'FROM' in p)
print(p.as_string().splitlines()[0], formataddr(('Ä', 'a@b.c')), parseaddr('Bob B <b@c.d>'), getaddresses(['a@b, "C, D" <c@d>']), format_datetime(datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)), parsedate_to_datetime('Thu, 02 Jan 2020 03:04:05 +0100'), decode_header('=?iso-8859-1?q?p=F6stal?='), str(Header('é', 'utf-8')), Header('é', 'utf-8').encode())
try: m['Subject'] = 'second'
except ValueError as e: print(e)
try: m['X'] = 'a\nb'
except ValueError as e: print(e)
