using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Samples : Migration
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
                name: "Sample",
                table: "Playbooks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CustomersHash",
                table: "Rehearsals");

            migrationBuilder.DropColumn(
                name: "CustomersHash",
                table: "Playbooks");

            migrationBuilder.DropColumn(
                name: "Sample",
                table: "Playbooks");
        }
    }
}
