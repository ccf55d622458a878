# ipaddress, html, mimetypes and colorsys: pure modules that scripts use.
import colorsys, html, ipaddress, mimetypes
a = ipaddress.ip_address('192.168.1.10')
n = ipaddress.ip_network('192.168.0.0/22')
print(a, int(a), a + 5, a in n, a.is_private, a.packed, a.reverse_pointer, n.num_addresses, n.netmask, n.broadcast_address, list(n.subnets(prefixlen_diff=1)), n.supernet(), list(ipaddress.ip_network('10.0.0.0/30').hosts()), repr(n))
six = ipaddress.ip_address('2001:db8::1')
print(six, six.exploded, six.version, ipaddress.ip_address('::ffff:1.2.3.4').ipv4_mapped, ipaddress.ip_interface('10.0.0.5/8').network, sorted([ipaddress.ip_address('10.0.0.2'), ipaddress.ip_address('10.0.0.1')]), list(ipaddress.summarize_address_range(ipaddress.ip_address('10.0.0.0'), ipaddress.ip_address('10.0.0.6'))), list(ipaddress.collapse_addresses([ipaddress.ip_network('10.0.0.0/25'), ipaddress.ip_network('10.0.0.128/25')])))
for source in ("ipaddress.ip_address('1.2.3')", "ipaddress.ip_address('1.2.3.256')", "ipaddress.ip_network('10.0.0.1/8')", "ipaddress.ip_address('::g')", 'a < six', "ipaddress.ip_network('10.0.0.0/33')", 'ipaddress.ip_address(2 ** 130)', "ipaddress.ip_address('01.2.3.4')"):
    try: print(eval(source))
    except Exception as e: print(source, '->', type(e).__name__, e)
print(html.escape('<a href="x">\'&\''), html.escape('"', quote=False), html.unescape('&lt;&amp;&eacute;&#233;&#x20ac;&notanentity;&amp'), mimetypes.guess_type('a.tar.gz'), mimetypes.guess_type('x.html'), mimetypes.guess_extension('image/png'), mimetypes.guess_type('noext'))
print(colorsys.rgb_to_hsv(0.2, 0.4, 0.6), colorsys.hsv_to_rgb(0.5, 1, 0.5), [round(x, 3) for x in colorsys.rgb_to_hls(0.1, 0.5, 0.9)], [round(x, 3) for x in colorsys.rgb_to_yiq(1, 0, 0)])
from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, tag, attrs): print('start', tag, attrs)
    def handle_endtag(self, tag): print('end', tag)
    def handle_data(self, data): print('data', repr(data))
    def handle_comment(self, data): print('comment', data)
P().feed('<p class="a" b>Hi &amp; <br/>bye<!-- c --></p>')
