using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoStudio.Application.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Shell : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Retention");

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
