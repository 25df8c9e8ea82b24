def visit(page):
    visit.count += 1
    visit.seen.setdefault(page, 0)
    visit.seen[page] += 1
    return visit.count


visit.count = 0
visit.seen = {}
for page in ["home", "about", "home"]:
    visit(page)
print(visit.count, visit.seen)
print(visit.__name__, hasattr(visit, "missing"))
visit.missing
