def validate(record):
    problems = []
    if not record.get("name"):
        problems.append(ValueError("name is empty"))
    if record.get("age", 0) < 0:
        problems.append(ValueError("age is negative"))
    if problems:
        raise ExceptionGroup(f"record {record['id']}", problems)
    return record["id"]


print(validate({"id": 1, "name": "Ada", "age": 3}))
validate({"id": 2, "name": "", "age": -1})
