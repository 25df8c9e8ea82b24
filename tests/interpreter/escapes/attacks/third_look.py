# %% group_split_again: crash
# What derive makes of a group is split by the next except*.
class Evil(ExceptionGroup):
    def split(self, kinds):
        return "no pair"


class G(ExceptionGroup):
    def derive(self, errors):
        return Evil("m", errors)


try:
    raise G("m", [ValueError(1), TypeError(2)])
except* ValueError:
    pass
except* TypeError:
    pass
[0] * 1000


# %% group_split_poisoned_at_once: crash
# The same where the first one is evaluated.
class G(ExceptionGroup):
    pass


def poison():
    G.split = lambda self, *kinds: f"no pair {kinds}"
    return TypeError


try:
    raise G("m", [TypeError(2)])
except* poison():
    pass
[0] * 1000


