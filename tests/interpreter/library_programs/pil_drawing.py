import io

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

image = Image.new("RGB", (60, 40), "white")
draw = ImageDraw.Draw(image)
draw.rectangle((5, 5, 20, 20), fill=(255, 0, 0), outline="black")
draw.line([(0, 0), (59, 39)], width=2)
draw.text((25, 10), "hi", fill="blue", font=ImageFont.load_default())
small = image.resize((30, 20)).rotate(90, expand=True).convert("L").filter(ImageFilter.BLUR)
edges = ImageEnhance.Contrast(ImageOps.invert(small)).enhance(2)
buffer = io.BytesIO()
image.save(buffer, format="PNG")
buffer.seek(0)
again = Image.open(buffer)
print(again.size, again.format, again.getpixel((10, 10)), np.asarray(again).shape)
Image.fromarray(np.zeros((2, 2), "u1")).mode, edges.size, image.getbbox(), image.histogram()[0]
