using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PlaybooksPeopleCanShape : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CustomersHash",
                table: "Rehearsals",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CustomersHash",
                table: "Playbooks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherLocales",
                table: "Playbooks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sample",
                table: "Playbooks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Currency",
                table: "PlaybookProduct",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "PlaybookProduct",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Link",
                table: "PlaybookProduct",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Numbers",
                table: "PlaybookProduct",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "Price",
                table: "PlaybookProduct",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PriceUnit",
                table: "PlaybookProduct",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "PlaybookAction",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherUtterances",
                table: "PlaybookAction",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Heads",
                table: "Imports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Mapping",
                table: "Imports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MustChangePassword",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "NumberLocale",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SingleKeysOff",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "CsvMapping",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    HeadsHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CsvMapping", x => new { x.Kind, x.HeadsHash });
                });

            migrationBuilder.CreateTable(
                name: "OutcomeBatches",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    BodyHash = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Answer = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeBatches", x => new { x.Scope, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "OutcomeUploadRows",
                columns: table => new
                {
                    UploadId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Row = table.Column<long>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeUploadRows", x => new { x.UploadId, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "OutcomeUploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlaybookKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Heads = table.Column<string>(type: "TEXT", nullable: false),
                    Mapping = table.Column<string>(type: "TEXT", nullable: false),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastRow = table.Column<long>(type: "INTEGER", nullable: false),
                    Recorded = table.Column<long>(type: "INTEGER", nullable: false),
                    Amendments = table.Column<long>(type: "INTEGER", nullable: false),
                    SameAsBefore = table.Column<long>(type: "INTEGER", nullable: false),
                    Unmatched = table.Column<long>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeUploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Retention",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Checkpoints = table.Column<int>(type: "INTEGER", nullable: true),
                    RehearsalDays = table.Column<int>(type: "INTEGER", nullable: true),
                    UploadDays = table.Column<int>(type: "INTEGER", nullable: true),
                    TextDays = table.Column<int>(type: "INTEGER", nullable: true),
                    JobDays = table.Column<int>(type: "INTEGER", nullable: true),
                    Backups = table.Column<int>(type: "INTEGER", nullable: true),
                    LastRunAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastRun = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    TextsRemovedThrough = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Retention", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlaybookKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Query = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsDefault = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OutcomeBatches_At",
                table: "OutcomeBatches",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_OutcomeUploads_PlaybookKey_CreatedAt",
                table: "OutcomeUploads",
                columns: new[] { "PlaybookKey", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_PlaybookKey_OwnerId",
                table: "SavedViews",
                columns: new[] { "PlaybookKey", "OwnerId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CsvMapping");

            migrationBuilder.DropTable(
                name: "OutcomeBatches");

            migrationBuilder.DropTable(
                name: "OutcomeUploadRows");

            migrationBuilder.DropTable(
                name: "OutcomeUploads");

            migrationBuilder.DropTable(
                name: "Retention");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropColumn(
                name: "CustomersHash",
                table: "Rehearsals");

            migrationBuilder.DropColumn(
                name: "CustomersHash",
                table: "Playbooks");

            migrationBuilder.DropColumn(
                name: "OtherLocales",
                table: "Playbooks");

            migrationBuilder.DropColumn(
                name: "Sample",
                table: "Playbooks");

            migrationBuilder.DropColumn(
                name: "Currency",
                table: "PlaybookProduct");

            migrationBuilder.DropColumn(
                name: "Description",
                table: "PlaybookProduct");

            migrationBuilder.DropColumn(
                name: "Link",
                table: "PlaybookProduct");

            migrationBuilder.DropColumn(
                name: "Numbers",
                table: "PlaybookProduct");

            migrationBuilder.DropColumn(
                name: "Price",
                table: "PlaybookProduct");

            migrationBuilder.DropColumn(
                name: "PriceUnit",
                table: "PlaybookProduct");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "PlaybookAction");

            migrationBuilder.DropColumn(
                name: "OtherUtterances",
                table: "PlaybookAction");

            migrationBuilder.DropColumn(
                name: "Heads",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "Mapping",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "MustChangePassword",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "NumberLocale",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "SingleKeysOff",
                table: "AspNetUsers");
        }
    }
}
