width = 3
heights = [1, 2, 0]
table = {
    "first": width / heights[0],
    "second": width / heights[1],
    "third": [
        width / height
        for height in heights
    ],
}
