# Lists: joined, repeated, sliced, unpacked with a star, and extended by each kind of iterable.
for v in [1,2,3,4,5],(1,2,3,4,5),'abcde',range(5),iter([1,2,3,4,5]):
    if not hasattr(v,'__next__'):
        a,*b=v; print(a,b)
        *a,b=v; print(a,b)
        *a,=v; print(a)
        a,*b,c,d=v; print(a,b,c,d)
        a,b,*c,d,e,f=v if len(v)>5 else list(v)+[9]; print(a,b,c,d,e,f)
        for w in v, list(v), tuple(v):
            try: a,b,c,*d,e,f,g=w
            except ValueError as e: print(e)
    else: a,*b,c=v; print(a,b,c)
l=list(range(10))
print(l[::2],l[::-1],l[8:2:-3],l[20:],l[5:100:3],l[-3:],l[:0],l[::100],l[9::-4],[][::2], l[5:5:2])
print(l+l,l*3,[]*3,[]+[],l*0,l*-1,[1]*5,l+[],[]+l,[1,2]*4)
m=l[:]; m*=2; print(m); m=l[:]; m+=m; print(m); m.extend(m); print(len(m)); m*=0; print(m); m=[1]; m*=1; print(m)
m=[]; m.extend([]); print(m); m.extend(range(3)); m.extend(range(10,0,-3)); m.extend(range(2**63,2**63+2)); m+=range(0); print(m)
print(list(range(5)),list([1,2]),list(()),tuple(range(3)),set(range(4)),sum(range(2**62-2,2**62+2)))
print([1,2]==[1,2],[1,2]==[1,3],[1,2]<[1,3],[1,2,3]>[1,2],(1,float('nan'))==(1,float('nan')))
n=float('nan'); print([n]==[n],(n,)<(n,),[n,1]<[n,2])
t=tuple(l); print(t[::3],t[::-2],t[7:2:-2],t[:],t[2:5])
