import html

page = '<a href="x?a=1&b=2">Tom & "Jerry"</a>'
print(html.escape(page))
print(html.escape(page, quote=False), html.unescape("&lt;p&gt; &eacute; &#9731; &amp;amp;"))
print(html.unescape(html.escape(page)) == page)
html.escape(5)
