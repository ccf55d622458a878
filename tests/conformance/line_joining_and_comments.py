total = 1 + \
    2 + \
    3
values = [  # comment
    1,  # one

    2,
        # odd indent
  3,
]


def f(a,
      b=2,  # default
      ):
    # only a comment
    return (a
            + b)


    # trailing comment

if (total == 6 and
        values):
    print(total, values, f(1))
	# a tab before a comment
print("""a # not a comment
  # neither""", "#", '\
joined')
if True:

    # blank lines and comments do not end a block

    print("block")
# end
