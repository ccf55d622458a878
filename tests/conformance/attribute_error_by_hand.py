"""An AttributeError raised by a property, __getattr__ or __getattribute__ knows the object and the name."""
import traceback


class Point:
    abscissa = 1

    def __getattr__(self, name):
        raise AttributeError(*self.arguments)

    @property
    def ordinate(self):
        raise AttributeError('not yet')


class Strict:
    colour = 'red'

    def __getattribute__(self, name):
        if name == 'color':
            raise AttributeError
        return super().__getattribute__(name)


def show(function):
    try:
        function()
    except AttributeError as error:
        print(traceback.format_exception_only(error)[-1].strip(), error.args, error.name, type(error.obj).__name__)


point = Point()
point.arguments = ()
show(lambda: point.abscisse)
point.arguments = ('message',)
show(lambda: point.abscisse)
show(lambda: getattr(point, 'abscisse'))
show(lambda: point.abscisse())
show(lambda: point.ordinate)
show(lambda: Strict().color)
error = AttributeError('own', name='n', obj=3)


class Raises:
    def __getattr__(self, name):
        raise error


show(lambda: Raises().x)
print(getattr(point, 'nothing', 'default'), hasattr(point, 'nothing'))
