"""The look of the working pages"""
