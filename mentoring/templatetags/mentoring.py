from django import template

from mentoring.choices import length

register = template.Library()

register.filter("length_of", length)
