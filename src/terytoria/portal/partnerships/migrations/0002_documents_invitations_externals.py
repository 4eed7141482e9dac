import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import terytoria.portal.partnerships.models.document


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tytuł")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "porozumienie"),
                            ("resolution", "uchwała"),
                            ("minutes", "protokół"),
                            ("diagnosis", "diagnoza"),
                            ("strategy", "strategia"),
                            ("other", "inny dokument"),
                        ],
                        max_length=20,
                        verbose_name="rodzaj",
                    ),
                ),
                ("author", models.CharField(max_length=160, verbose_name="wytworzył")),
                ("publisher", models.CharField(max_length=160, verbose_name="opublikował")),
                ("created_on", models.DateField(verbose_name="data wytworzenia")),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="data publikacji"),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        storage=terytoria.portal.partnerships.models.document.document_storage,
                        upload_to="",
                    ),
                ),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(max_length=300, verbose_name="co się zmieniło")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("added_by", models.CharField(max_length=200)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="partnerships.document",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="ExternalPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nazwa instytucji")),
                ("role", models.CharField(max_length=120, verbose_name="rola")),
                ("since", models.DateField(verbose_name="od dnia")),
                ("until", models.DateField(blank=True, null=True, verbose_name="do dnia")),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="externals",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "since"),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adres e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "koordynator"),
                            ("representative", "przedstawiciel członka"),
                            ("chair", "przewodniczący Rady Partnerstwa"),
                            ("working_group", "członek grupy roboczej"),
                            ("expert", "ekspert"),
                            ("observer", "obserwator"),
                        ],
                        max_length=20,
                        verbose_name="rola",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=7, verbose_name="jednostka")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_on__isnull", True),
                    ("published_on__gte", models.F("created_on")),
                    _connector="OR",
                ),
                name="a_document_is_published_after_it_was_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.UniqueConstraint(
                fields=("document", "number"), name="a_version_of_a_document_has_its_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="externalpartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="an_external_partner_leaves_after_it_came",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("role", "representative"), ("unit", ""), _connector="XOR"),
                name="only_a_representative_is_invited_for_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                ),
                name="a_revoked_invitation_is_not_accepted",
            ),
        ),
    ]
