using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Define : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OtherLocales",
                table: "Playbooks",
                type: "TEXT",
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OtherLocales",
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
        }
    }
}
