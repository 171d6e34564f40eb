using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SentenceRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RuleTerms",
                table: "Playbooks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RuleTermsVersion",
                table: "Playbooks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ComplianceRules",
                columns: table => new
                {
                    PlaybookKey = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Schema = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AuthorIds = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReviewedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ShadowSince = table.Column<long>(type: "INTEGER", nullable: true),
                    InForceSince = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplianceRules", x => new { x.PlaybookKey, x.Key, x.Number });
                    table.ForeignKey(
                        name: "FK_ComplianceRules_Playbooks_PlaybookKey",
                        column: x => x.PlaybookKey,
                        principalTable: "Playbooks",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RuleVerifications",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlaybookKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Request = table.Column<string>(type: "TEXT", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Report = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleVerifications", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ComplianceRules_PlaybookKey_Status",
                table: "ComplianceRules",
                columns: new[] { "PlaybookKey", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_RuleVerifications_PlaybookKey_At",
                table: "RuleVerifications",
                columns: new[] { "PlaybookKey", "At" });

            // Rows of the earlier forms move as they are (schema 0); opening the studio writes them as sentences.
            migrationBuilder.Sql(
                """
                INSERT INTO ComplianceRules(PlaybookKey, Key, Number, Status, Form, Sentence, Document, Schema, Revision, CreatedAt, CreatedBy, AuthorIds,
                    ChangedAt, ChangedBy, InForceSince, EndedAt)
                SELECT r.PlaybookKey, r.Key, 1, CASE WHEN r.Withdrawn THEN 'Withdrawn' ELSE 'InForce' END, '', '', r.Definition, 0, r.Version, p.CreatedAt, p.CreatedBy, '[]',
                    p.CreatedAt, p.CreatedBy, p.CreatedAt, CASE WHEN r.Withdrawn THEN p.CreatedAt END
                FROM PlaybookRule r JOIN Playbooks p ON p.Key = r.PlaybookKey
                """);

            migrationBuilder.DropTable(
                name: "PlaybookRule");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ComplianceRules");

            migrationBuilder.DropTable(
                name: "RuleVerifications");

            migrationBuilder.DropColumn(
                name: "RuleTerms",
                table: "Playbooks");

            migrationBuilder.DropColumn(
                name: "RuleTermsVersion",
                table: "Playbooks");

            migrationBuilder.CreateTable(
                name: "PlaybookRule",
                columns: table => new
                {
                    PlaybookKey = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Withdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlaybookRule", x => new { x.PlaybookKey, x.Key });
                    table.ForeignKey(
                        name: "FK_PlaybookRule_Playbooks_PlaybookKey",
                        column: x => x.PlaybookKey,
                        principalTable: "Playbooks",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });
        }
    }
}
