from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="demonstration",
            field=models.BooleanField(default=False, verbose_name="konto pokazowe"),
        ),
    ]
