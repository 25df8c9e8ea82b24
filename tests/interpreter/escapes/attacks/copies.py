# %% memo_of_a_deepcopy: secret
# The memo of a deepcopy keeps the state of each object that was copied.
import copy

memo = {}
copy.deepcopy(host_object, memo)
str([value for value in memo.values() if type(value) is dict])


# %% memo_keeps_the_original: host
# And keeps the very __dict__ of the host's object alive.
# % host: host_object.x == "PWNED"
import copy

memo = {}
copy.deepcopy(host_object, memo)
for value in memo[id(memo)]:
    if type(value) is dict:
        value["x"] = "PWNED"


# %% memo_in_a_method: secret
# A __deepcopy__ of the code is handed the memo.
import copy

kept = []


class Spy:
    def __deepcopy__(self, memo):
        kept.extend(value for value in memo.values() if type(value) is dict)
        return self


copy.deepcopy([host_object, Spy()])
str(kept)


# %% memo_in_disguise: secret
# A memo of the code's own class sees what is put into it.
import copy

kept = []


class Memo(dict):
    def __setitem__(self, key, value):
        kept.append(value)
        super().__setitem__(key, value)


copy.deepcopy(host_object, Memo())
str(kept)


# %% deepcopy_of_a_twin: host
# % ours
# The twin of getattr is bound to our object, whose parts end up in the memo.
# % host: OUTCOME.value
import copy

memo = {}
try:
    copy.deepcopy(getattr, memo)
except Exception:
    pass
any("_attributes" in value for value in memo.values() if type(value) is dict)


# %% deepcopy_of_the_lanes: end
# % ours
# An endless iterator holds a lane of the meter, and a copy shares or shows it.
import copy


def kill(c):
    memo = {}
    try:
        copy.deepcopy(c, memo)
    except Exception:
        pass
    for value in list(memo.values()):
        if type(value) is list:
            for item in value:
                if type(item) is type(iter([])):
                    list(item)
    return memo


kill(iter(int, 1))
while True:
    pass
