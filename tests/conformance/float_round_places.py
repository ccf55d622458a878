# round(x, n) of random and of awkward numbers: a sum of the results tells any difference.
import random,hashlib,struct
r=random.Random(5); h=hashlib.md5(); 
def o(x,n):
    h.update(struct.pack('<d',round(x,n)))
for i in range(4000):
    o(r.uniform(-1000,1000),r.randrange(0,8))
    o(r.randrange(-10**6,10**6)/10**r.randrange(0,6)+0.0,r.randrange(0,6))
    o((r.randrange(-10**6,10**6)*2+1)/2**r.randrange(1,12),r.randrange(0,10))
    o((r.randrange(0,10**5)+0.5)/10**r.randrange(0,5),r.randrange(0,5))
    o(r.uniform(-1,1)*10.0**r.randrange(-320,300),r.randrange(0,30))
    o(r.randrange(10**15,10**16)/7,r.randrange(0,4))
print(h.hexdigest())
for x in 0.5,1.5,2.5,-0.5,-0.001,0.0,-0.0,2.675,1e22,5e-324,1.005,0.285,123456.785,float('inf'):
    print([round(x,n) if x==x else 0 for n in (0,1,2,3,5,22,23,300)])
