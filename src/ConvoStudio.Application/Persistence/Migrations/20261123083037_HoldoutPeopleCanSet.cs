using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class HoldoutPeopleCanSet : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Holdout",
                table: "Playbooks",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Holdout",
                table: "Playbooks");
        }
    }
}
